using System.Reflection;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Running;
using ConcurrencyBench.Duet.Machine;
using ConcurrencyBench.Duet.Protocol;

namespace ConcurrencyBench.Duet.Running;

/// <summary>A benchmark that is set up: its instance, and the loops that call it.</summary>
internal sealed class OpenBenchmark
{
    private readonly BenchmarkCase _case;
    private readonly object _instance;
    private readonly Loop _workload;
    private readonly Loop _overhead;

    private OpenBenchmark(BenchmarkCase @case, object instance)
    {
        MethodInfo method = @case.Descriptor.WorkloadMethod;
        MethodShape shape = MethodShape.From(method);
        EmptyMethod empty = EmptyMethod.Create(shape.ForOverhead());
        object?[] arguments = GetArguments(@case, method);
        _case = @case;
        _instance = instance;
        _workload = new Loop(method.IsStatic ? null : instance, method.MethodHandle.GetFunctionPointer(), shape, arguments);
        _overhead = new Loop(empty.Target, empty.Address, shape.ForOverhead(), arguments);
        Description = new OpenedBenchmark(@case.Descriptor.OperationsPerInvoke, GetFixedInvocations(@case));
    }

    /// <summary>The description for the host.</summary>
    public OpenedBenchmark Description { get; }

    /// <summary>Creates the instance, sets its parameters, and runs its global setup.</summary>
    public static OpenBenchmark Open(BenchmarkCase @case)
    {
        object instance = Activator.CreateInstance(
            @case.Descriptor.Type,
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DoNotWrapExceptions,
            binder: null,
            args: null,
            culture: null
        )!;
        foreach (ParameterInstance parameter in @case.Parameters.Items.Where(parameter => !parameter.IsArgument))
        {
            SetParameter(instance, parameter);
        }

        OpenBenchmark open = new(@case, instance);
        open.Call(@case.Descriptor.GlobalSetupMethod);
        open._workload.Prepare();
        open._overhead.Prepare();
        return open;
    }

    /// <summary>Runs a loop once. Iteration setup and cleanup run around the benchmark, and are not in the figures.</summary>
    public TurnReading TakeTurn(LoopKind kind, long invocations)
    {
        if (kind is LoopKind.Overhead)
        {
            return Measure(_overhead, invocations);
        }

        Call(_case.Descriptor.IterationSetupMethod);
        TurnReading reading = Measure(_workload, invocations);
        Call(_case.Descriptor.IterationCleanupMethod);
        return reading;
    }

    /// <summary>Runs the global cleanup.</summary>
    public void Close() => Call(_case.Descriptor.GlobalCleanupMethod);

    private static TurnReading Measure(Loop loop, long invocations)
    {
        TurnCounters before = TurnCounters.Read();
        double nanoseconds = loop.Run(invocations);
        TurnCounters after = TurnCounters.Read();
        return TurnCounters.Subtract(after, before, nanoseconds);
    }

    private void Call(MethodInfo? method) =>
        Awaiting.WaitForAny(
            method?.Invoke(
                method.IsStatic ? null : _instance,
                BindingFlags.DoNotWrapExceptions,
                binder: null,
                parameters: null,
                culture: null
            )
        );

    private static void SetParameter(object instance, ParameterInstance parameter)
    {
        const BindingFlags Flags = BindingFlags.Public | BindingFlags.Static | BindingFlags.Instance | BindingFlags.FlattenHierarchy;
        Type type = instance.GetType();
        if (type.GetProperty(parameter.Name, Flags) is { } property)
        {
            property.SetValue(instance, Arguments.Convert(parameter.Value, property.PropertyType));
        }
        else if (type.GetField(parameter.Name, Flags) is { } field)
        {
            field.SetValue(instance, Arguments.Convert(parameter.Value, field.FieldType));
        }
        else
        {
            throw new MissingMemberException(type.FullName, parameter.Name);
        }
    }

    private static object?[] GetArguments(BenchmarkCase @case, MethodInfo method)
    {
        Dictionary<string, object?> values = @case
            .Parameters.Items.Where(parameter => parameter.IsArgument)
            .ToDictionary(parameter => parameter.Name, parameter => (object?)parameter.Value);
        return
        [
            .. method
                .GetParameters()
                .Select(parameter => Arguments.Convert(values.GetValueOrDefault(parameter.Name!), parameter.ParameterType)),
        ];
    }

    // Iteration setup prepares one invocation, unless the job says how many.
    private static long GetFixedInvocations(BenchmarkCase @case)
    {
        // Its type is int in some versions and long in others.
        object? count = @case.Job.Run.GetType().GetProperty("InvocationCount")?.GetValue(@case.Job.Run);
        long requested = Convert.ToInt64(count, CultureInfo.InvariantCulture);
        bool hasIteration = (@case.Descriptor.IterationSetupMethod ?? @case.Descriptor.IterationCleanupMethod) is not null;
        return requested > 0 ? requested
            : hasIteration ? 1
            : 0;
    }
}
