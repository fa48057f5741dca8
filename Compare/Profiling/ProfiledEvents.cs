using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;

namespace ConcurrencyBench.Compare.Profiling;

/// <summary>A kind of events of the runtime.</summary>
internal enum ProfiledEvents
{
    /// <summary>The stacks of all threads, about a thousand times a second.</summary>
    Stacks,

    /// <summary>Objects that are drawn at random, and collections.</summary>
    Allocations,

    /// <summary>What the compiler did: sizes, tiers and what it put into each method.</summary>
    Compilations,
}

/// <summary>The providers of the kinds of events.</summary>
internal static class ProfiledEventsExtensions
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";

    // The runtime's numbers of its keywords.
    private const long Collector = 0x1;
    private const long Compiler = 0x10;
    private const long Inlining = 0x1000;
    private const long AllocationSampling = 0x80000000000;

    /// <summary>Creates what a session asks the runtime for.</summary>
    /// <param name="events">The kind of events.</param>
    /// <param name="bufferMegabytes">What it may keep until it is read.</param>
    public static EventPipeSessionConfiguration CreateConfiguration(this ProfiledEvents events, int bufferMegabytes) =>
        events switch
        {
            // The names of methods are asked for once, at the end.
            ProfiledEvents.Stacks => new(
                [new("Microsoft-DotNETCore-SampleProfiler", EventLevel.Informational)],
                bufferMegabytes,
                requestRundown: true
            ),

            // Without stacks, of which each would take longer than what it tells.
            ProfiledEvents.Allocations => new(
                [new(Runtime, EventLevel.Verbose, Collector | AllocationSampling)],
                bufferMegabytes,
                requestRundown: false,
                requestStackwalk: false
            ),
            ProfiledEvents.Compilations => new(
                [new(Runtime, EventLevel.Verbose, Compiler | Inlining)],
                bufferMegabytes,
                requestRundown: false,
                requestStackwalk: false
            ),
            _ => throw new UnreachableException(),
        };
}
