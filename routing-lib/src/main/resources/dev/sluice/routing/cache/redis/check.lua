return history
