using ConcurrencyBench.Tests.Benchmarks.Peers;
using ConcurrencyBench.Tests.Compare.Gating.Programs;

// The test runner loads this assembly and never comes here. Tests that kill the owner of something start it as a program.
return args switch
{
    [LaunchOwner.Verb, var program, var temporaryFolder] => LaunchOwner.Run(program, temporaryFolder),
    [PeerOwner.Verb, var language, var variant, .. var arguments] => PeerOwner.Run(language, variant, [.. arguments]),
    _ => 1,
};
