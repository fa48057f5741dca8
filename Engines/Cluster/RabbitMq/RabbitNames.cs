namespace ConcurrencyBench.Engines.Cluster.RabbitMq;

/// <summary>The names of a cluster's exchanges and queues at the broker, and the types of its messages.</summary>
internal static class RabbitNames
{
    /// <summary>Host to giver: it is there.</summary>
    public const string Hello = "hello";

    /// <summary>Giver to all hosts: who is there?</summary>
    public const string Who = "who";

    /// <summary>Giver to a host: take items from a queue.</summary>
    public const string Welcome = "welcome";

    /// <summary>Giver to a host: it is refused.</summary>
    public const string Refuse = "refuse";

    /// <summary>Giver to a host: items. It answers with the same correlation id.</summary>
    public const string Items = "items";

    /// <summary>Host to giver: the answers of a message of items.</summary>
    public const string Answers = "answers";

    /// <summary>Giver to all hosts: nothing of a run is wanted any more.</summary>
    public const string Cancel = "cancel";

    /// <summary>Host to giver: nothing of a run runs there any more.</summary>
    public const string Stopped = "stopped";

    /// <summary>The header of items on a classic queue that says how often a host was lost with them.</summary>
    public const string LossesHeader = "x-concurrencybench-losses";

    /// <summary>The exchange from the giver to all hosts.</summary>
    public static string Control(string cluster) => $"{cluster}.control";

    /// <summary>The exchange from hosts that join to the giver.</summary>
    public static string Hellos(string cluster) => $"{cluster}.hellos";

    /// <summary>The queue of a giver's items on its nth session.</summary>
    public static string ItemsQueue(string cluster, Guid giver, int session) =>
        string.Create(CultureInfo.InvariantCulture, $"{cluster}.items.{giver:N}.{session}");

    /// <summary>The queue of all that comes to a giver.</summary>
    public static string AnswersQueue(string cluster, Guid giver) => $"{cluster}.answers.{giver:N}";
}
