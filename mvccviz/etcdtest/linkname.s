// This file lets tests declare functions without a body.
