using ConcurrencyBench.Tests.Compare.Gating.Programs;
using ConcurrencyBench.Tests.Infrastructure;
using Xunit.Runner.InProc.SystemConsole;

Signals.RestoreInterrupt();

// 'dotnet test' and the tests' own options. Tests that kill the owner of something start this program as that owner.
return args is [LaunchOwner.Verb, var program, var temporaryFolder] ? LaunchOwner.Run(program, temporaryFolder) : await ConsoleRunner.Run(args);
