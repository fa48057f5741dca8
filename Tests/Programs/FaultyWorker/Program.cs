using ConcurrencyBench.FaultyWorker;
using ConcurrencyBench.FaultyWorker.Misbehaviours;
using ConcurrencyBench.Workers.Processes;

OrphanGuard.Current.Enter();
Native.ForbidCoreFiles();
FaultPlan plan = FaultPlan.Parse(args);
if (plan.IsDue(FaultPhase.Start))
{
    Misbehaviour.Do(plan.Kind);
}

return new FaultyLoop(plan, Line.Connect()).Run();
