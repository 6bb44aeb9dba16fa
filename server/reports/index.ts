import type { Room } from '../lib/room';
import { adminRoute } from '../lib/routes';
import { createReportController } from './controller';
import { createRecipientHealthController } from './recipients/controller';
import { createRecipientHealthService } from './recipients/service';
import { createReportService } from './service';

export const reports: Room = {
  services: { report: createReportService, 'recipient-health': createRecipientHealthService },
  controllers: { report: createReportController, 'recipient-health': createRecipientHealthController },
  adminRoutes: [
    adminRoute('GET', '/reports', 'report.find', 'reports.read'),
    adminRoute('GET', '/reports/:id', 'report.findOne', 'reports.read'),
    adminRoute('GET', '/reports/:id/csv', 'report.csv', 'reports.export'),
    adminRoute('GET', '/health/recipients', 'recipient-health.get', 'reports.read'),
    adminRoute('GET', '/health/recipients/csv', 'recipient-health.csv', 'reports.export'),
    adminRoute('GET', '/reports/:id/pdf', 'report.pdf', 'reports.export'),
  ],
};
