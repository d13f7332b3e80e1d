-- KEYS: any of the policy's.
return history
