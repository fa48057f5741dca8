using ConcurrencyBench.Benchmarks.Tests.Peers;

// A test that kills the owner of something starts this program as that owner.
return args switch
{
    [PeerOwner.Verb, var language, var variant, .. var arguments] => PeerOwner.Run(language, variant, [.. arguments]),
    _ => await TestProgram.RunAsync(args),
};
