using ConcurrencyBench.Engines.Cluster;

return await ClusterHostProgram.RunAsync(args, Console.Out, Console.Error).ConfigureAwait(false);
