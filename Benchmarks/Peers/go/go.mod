module concurrencybench/peer

go 1.18
