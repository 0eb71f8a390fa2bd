namespace Akka.Actor;

/// <summary>Writes rules for <see cref="Decider.From(Directive, KeyValuePair{Type, Directive}[])"/>.</summary>
public static class DirectiveExtensions
{
    /// <summary>The rule "this directive, for this exception and those derived from it".</summary>
    /// <typeparam name="TException">The exception.</typeparam>
    /// <param name="self">The directive.</param>
    public static KeyValuePair<Type, Directive> When<TException>(this Directive self)
        where TException : Exception => new(typeof(TException), self);
}
