// This file lets validate_test.go declare functions without a body.
