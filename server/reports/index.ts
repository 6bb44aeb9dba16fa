import type { Room } from '../lib/room';
import { adminRoute } from '../lib/routes';
import { createReportController } from './controller';
import { createReportService } from './service';

export const reports: Room = {
  services: { report: createReportService },
  controllers: { report: createReportController },
  adminRoutes: [
    adminRoute('GET', '/reports', 'report.find', 'reports.read'),
    adminRoute('GET', '/reports/:id', 'report.findOne', 'reports.read'),
    adminRoute('GET', '/reports/:id/csv', 'report.csv', 'reports.export'),
    adminRoute('GET', '/reports/:id/pdf', 'report.pdf', 'reports.export'),
  ],
};
