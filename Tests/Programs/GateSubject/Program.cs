using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ConcurrencyBench.GateSubject;

SubjectSettings settings = SubjectSettings.Current;
ManualConfig config = ManualConfig.Create(DefaultConfig.Instance).AddFilter(new SubjectFilter(settings));
Job ownJob = Job.Default.WithWarmupCount(1).WithIterationCount(4);
switch (settings.Mode)
{
    case SubjectMode.DefaultJob:
        config.AddJob(ownJob.AsDefault());
        break;
    case SubjectMode.FixedJob:
        config.AddJob(ownJob);
        break;
    case SubjectMode.IgnoresArguments:
        BenchmarkRunner.Run<SubjectBenchmarks>(
            config.AddJob(
                ownJob.WithToolchain(InProcessEmitToolchain.Instance).WithIterationCount(300).WithInvocationCount(1).WithUnrollFactor(1)
            )
        );
        return settings.ExitCode;
}

BenchmarkSwitcher.FromAssembly(typeof(SubjectBenchmarks).Assembly).Run(args, config);
return settings.ExitCode;
