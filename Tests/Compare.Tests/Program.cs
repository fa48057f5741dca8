using ConcurrencyBench.Compare.Tests.Duets;
using ConcurrencyBench.Compare.Tests.Launching;

// A test that kills the owner of something starts this program as that owner.
return args switch
{
    [LaunchOwner.Verb, var program, var temporaryFolder] => LaunchOwner.Run(program, temporaryFolder),
    [DuetOwner.Verb, var program, var temporaryFolder] => DuetOwner.Run(program, temporaryFolder),
    _ => await TestProgram.RunAsync(args),
};
