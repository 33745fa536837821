// Health check of the store: found the replica set once, then ask whether this member takes writes.
// Safe to run at any time and by several at once: a set that exists is never founded again.
try {
  rs.status();
} catch (error) {
  if (error.codeName !== "NotYetInitialized") throw error;
  rs.initiate({ _id: "rs0", members: [{ _id: 0, host: "mongo:27017" }] });
}
quit(db.hello().isWritablePrimary ? 0 : 1);
