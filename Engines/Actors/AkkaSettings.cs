using Akka.Configuration;

namespace ConcurrencyBench.Engines.Actors;

/// <summary>The settings of every actor system of Akka.NET here.</summary>
internal static class AkkaSettings
{
    /// <summary>No log, and no hooks: they would outlive the system. Its owner ends it.</summary>
    public static Config Quiet { get; } =
        ConfigurationFactory.ParseString(
            """
            akka {
              loglevel = OFF
              stdout-loglevel = OFF
              log-dead-letters = off
              coordinated-shutdown.run-by-clr-shutdown-hook = off
              coordinated-shutdown.exit-clr = off
            }
            """
        );
}
