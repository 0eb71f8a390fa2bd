using System.Text;

namespace Akka.Actor;

/// <summary>The tree of actors as text: name, type and number of waiting messages of each.</summary>
internal static class ActorTree
{
    public static string Print(IInternalActorRef root)
    {
        var text = new StringBuilder();
        Print(root, depth: 0, text);
        return text.ToString();
    }

    private static void Print(IInternalActorRef actor, int depth, StringBuilder text)
    {
        text.Append(' ', depth * 2).Append(actor.Path.Name.Length == 0 ? "/" : actor.Path.Name);
        if (actor is LocalActorRef local)
        {
            text.Append(" [")
                .Append(local.Cell.Props.Type.Name)
                .Append("] messages: ")
                .Append(local.Mailbox.NumberOfMessages)
                .AppendLine();
            foreach (var child in local.Cell.ChildRefs())
            {
                Print(child, depth + 1, text);
            }
        }
        else
        {
            text.AppendLine();
        }
    }
}
