module.exports = () => ({
  auth: { secret: 'test-admin-jwt-secret-test-admin-jwt' },
  apiToken: { salt: 'test-api-token-salt' },
  transfer: { token: { salt: 'test-transfer-token-salt' } },
  secrets: { encryptionKey: 'test-encryption-key-0123456789abcdef' },
  rateLimit: { enabled: false },
  flags: { nps: false, promoteEE: false },
});
