using System.Reflection;
using System.Runtime.CompilerServices;

namespace ConcurrencyBench.Duet.Running;

/// <summary>Waits for the tasks that benchmark methods return, as BenchmarkDotNet does: the calling thread blocks.</summary>
internal static class Awaiting
{
    [ThreadStatic]
    private static Waiter? s_waiter;

    /// <summary>Waits for a task.</summary>
    public static void Wait(Task task) => task.GetAwaiter().GetResult();

    /// <summary>Waits for a task and gets its result.</summary>
    public static T WaitForResult<T>(Task<T> task) => task.GetAwaiter().GetResult();

    /// <summary>Waits for a task.</summary>
    public static void WaitForValue(ValueTask task)
    {
        ValueTaskAwaiter awaiter = task.GetAwaiter();
        if (!awaiter.IsCompleted)
        {
            (s_waiter ??= new Waiter()).Wait(ref awaiter);
        }

        awaiter.GetResult();
    }

    /// <summary>Waits for a task and gets its result.</summary>
    public static T WaitForValueResult<T>(ValueTask<T> task)
    {
        ValueTaskAwaiter<T> awaiter = task.GetAwaiter();
        if (!awaiter.IsCompleted)
        {
            (s_waiter ??= new Waiter()).Wait(ref awaiter);
        }

        return awaiter.GetResult();
    }

    /// <summary>Waits for whatever a method of setup or cleanup has returned.</summary>
    public static void WaitForAny(object? result)
    {
        if (result is not null && FindMethod(result.GetType()) is { } wait)
        {
            wait.Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, [result], culture: null);
        }
    }

    /// <summary>Finds the method of this class that waits for a type.</summary>
    /// <returns>Null for a type that is not waited for.</returns>
    public static MethodInfo? FindMethod(Type type) =>
        typeof(Task).IsAssignableFrom(type) ? FindForTask(type)
        : type == typeof(ValueTask) ? GetMethod(nameof(WaitForValue))
        : IsGeneric(type, typeof(ValueTask<>)) ? GetMethod(nameof(WaitForValueResult)).MakeGenericMethod(type.GetGenericArguments())
        : null;

    /// <summary>Finds the type that is left when a result was waited for.</summary>
    public static Type GetResultType(Type type) => FindMethod(type)?.ReturnType ?? type;

    // The tasks of asynchronous methods are of classes that derive from Task<T>.
    private static MethodInfo FindForTask(Type type)
    {
        for (Type? current = type; current is not null; current = current.BaseType)
        {
            if (IsGeneric(current, typeof(Task<>)) && current.GetGenericArguments()[0].IsVisible)
            {
                return GetMethod(nameof(WaitForResult)).MakeGenericMethod(current.GetGenericArguments());
            }
        }

        return GetMethod(nameof(Wait));
    }

    private static bool IsGeneric(Type type, Type definition) => type.IsGenericType && type.GetGenericTypeDefinition() == definition;

    private static MethodInfo GetMethod(string name) => typeof(Awaiting).GetMethod(name)!;

    /// <summary>Blocks a thread until a task is complete, without an allocation.</summary>
    private sealed class Waiter
    {
        private readonly object _lock = new();
        private readonly Action _complete;
        private bool _isComplete;

        public Waiter() => _complete = Complete;

        public void Wait<TAwaiter>(ref TAwaiter awaiter)
            where TAwaiter : ICriticalNotifyCompletion
        {
            _isComplete = false;
            awaiter.UnsafeOnCompleted(_complete);
            lock (_lock)
            {
                while (!_isComplete)
                {
                    Monitor.Wait(_lock);
                }
            }
        }

        private void Complete()
        {
            lock (_lock)
            {
                _isComplete = true;
                Monitor.Pulse(_lock);
            }
        }
    }
}
