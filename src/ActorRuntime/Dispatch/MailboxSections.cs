using Akka.Configuration;

namespace Akka.Dispatch;

/// <summary>
/// The sections of mailboxes that props and deployments name. All mailboxes of this runtime are unbounded and can be prepended
/// to, so that a section can only ask for one of these, and for a limit of the stash.
/// </summary>
internal static class MailboxSections
{
    private static readonly string[] Known = ["UnboundedMailbox", "UnboundedDequeBasedMailbox"];

    /// <summary>The section of a mailbox.</summary>
    /// <exception cref="ConfigurationException">The section is missing or asks for what is not here.</exception>
    public static Config Find(Config config, string id)
    {
        var section =
            config.GetConfig(id) ?? throw new ConfigurationException($"Mailbox Type [{id}] is not configured.");
        var type = section.GetString("mailbox-type", Known[0])!;
        var name = type.Split(',')[0].Trim();
        return Array.Exists(Known, known => name == known || name == "Akka.Dispatch." + known)
            ? section
            : throw new ConfigurationException(
                $"Mailbox {id} has the mailbox-type \"{type}\". Only Akka.Dispatch.{Known[0]} and Akka.Dispatch.{Known[1]} are here."
            );
    }
}
