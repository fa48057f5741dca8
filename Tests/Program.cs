using ConcurrencyBench.Tests.Benchmarks.Peers;
using ConcurrencyBench.Tests.Compare.Gating.Programs;
using ConcurrencyBench.Tests.Infrastructure;
using Xunit.Runner.InProc.SystemConsole;

Signals.RestoreInterrupt();

// 'dotnet test' and the tests' own options. Tests that kill the owner of something start this program as that owner.
return args switch
{
    [LaunchOwner.Verb, var program, var temporaryFolder] => LaunchOwner.Run(program, temporaryFolder),
    [PeerOwner.Verb, var language, var variant, .. var arguments] => PeerOwner.Run(language, variant, [.. arguments]),
    _ => await ConsoleRunner.Run(args),
};
