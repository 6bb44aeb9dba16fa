export interface Hit {
  deliveryId: number;
  campaignId: number;
  type: 'open' | 'click';
  linkId: number | null;
  method: string;
  userAgent: string;
  ip: string;
  /** Values of Sec-Purpose, Purpose and X-Moz, joined. */
  purpose: string;
  acceptedAt: Date | null;
}

export interface TrackingService {
  /** Classifies and stores; resolves when the event is committed (events of the same moment share a transaction). */
  record(hit: Hit): Promise<void>;
}
