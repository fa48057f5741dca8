using ConcurrencyBench.Cluster.Tests.Silos;

return args is [GiverProgram.Option, .. var rest] ? await GiverProgram.RunAsync(rest) : await TestProgram.RunAsync(args);
