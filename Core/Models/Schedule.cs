namespace ConcurrencyBench.Core.Models;

/// <summary>Who runs which item when; it decides how much of the machine a model can use.</summary>
public enum Schedule
{
    /// <summary>One item after the other.</summary>
    Sequential,

    /// <summary>A thread or process for every item at once; the operating system shares the cores fairly among them.</summary>
    FairShare,

    /// <summary>Whoever is free takes the next item, in the given order.</summary>
    DynamicInOrder,

    /// <summary>Whoever is free takes an item, in an order of the scheduler's own.</summary>
    Dynamic,

    /// <summary>Every worker gets one contiguous slice of the items before the start.</summary>
    ContiguousStatic,

    /// <summary>Items are halved until they are small; who is idle steals a half.</summary>
    Recursive,
}
