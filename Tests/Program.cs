using ConcurrencyBench.Tests.Compare.Gating.Programs;

// The test runner loads this assembly and never comes here. Tests that kill the owner of something start it as a program.
return args is [LaunchOwner.Verb, var program, var temporaryFolder] ? LaunchOwner.Run(program, temporaryFolder) : 1;
