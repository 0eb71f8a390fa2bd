using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.Event;
using Akka.TestKit.Internal;
using Akka.TestKit.Internal.StringMatcher;

namespace Akka.TestKit;

/// <summary>Names log events that a test expects or mutes.</summary>
public class EventFilterFactory
{
    private readonly TestKitBase _testkit;
    private readonly ActorSystem _system;
    private readonly IReadOnlyList<EventFilterBase> _filters;

    /// <summary>Names events of the test's system.</summary>
    /// <param name="testkit">The test.</param>
    public EventFilterFactory(TestKitBase testkit)
        : this(testkit, testkit.Sys) { }

    /// <summary>Names events of a system.</summary>
    /// <param name="testkit">The test.</param>
    /// <param name="system">The system.</param>
    public EventFilterFactory(TestKitBase testkit, ActorSystem system)
        : this(testkit, system, []) { }

    /// <summary>Names events of a system beside those that filters name.</summary>
    /// <param name="testkit">The test.</param>
    /// <param name="actorSystem">The system.</param>
    /// <param name="filters">The filters.</param>
    public EventFilterFactory(TestKitBase testkit, ActorSystem actorSystem, IReadOnlyList<EventFilterBase> filters)
    {
        _testkit = testkit;
        _system = actorSystem;
        _filters = filters;
    }

    /// <summary>Names errors about an exception; the message may be that of the event or of the exception.</summary>
    /// <typeparam name="TException">The type of the exception, or a base of it.</typeparam>
    /// <param name="message">The message; null for any.</param>
    /// <param name="start">How the message begins, if <paramref name="message"/> is null.</param>
    /// <param name="contains">A part of the message, if the others are null.</param>
    /// <param name="source">The source, usually an actor's path, with or without address; null for any.</param>
    public IEventFilterApplier Exception<TException>(
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null
    )
        where TException : Exception => Exception(typeof(TException), message, start, contains, source);

    /// <summary>Names errors about an exception; the message may be that of the event or of the exception.</summary>
    /// <typeparam name="TException">The type of the exception, or a base of it.</typeparam>
    /// <param name="pattern">Is found in the message.</param>
    /// <param name="source">The source, usually an actor's path, with or without address; null for any.</param>
    public IEventFilterApplier Exception<TException>(Regex pattern, string? source = null)
        where TException : Exception => Exception(typeof(TException), pattern, source);

    /// <summary>Names errors about an exception; the message may be that of the event or of the exception.</summary>
    /// <param name="exceptionType">The type of the exception, or a base of it.</param>
    /// <param name="message">The message; null for any.</param>
    /// <param name="start">How the message begins, if <paramref name="message"/> is null.</param>
    /// <param name="contains">A part of the message, if the others are null.</param>
    /// <param name="source">The source, usually an actor's path, with or without address; null for any.</param>
    /// <param name="checkInnerExceptions">True if the exception may also be the cause of another.</param>
    public IEventFilterApplier Exception(
        Type exceptionType,
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null,
        bool checkInnerExceptions = false
    ) =>
        Create(
            new ErrorFilter(
                exceptionType,
                CreateMessageMatcher(message, start, contains),
                Source(source),
                checkInnerExceptions
            )
        );

    /// <summary>Names errors about an exception; the message may be that of the event or of the exception.</summary>
    /// <param name="exceptionType">The type of the exception, or a base of it.</param>
    /// <param name="pattern">Is found in the message.</param>
    /// <param name="source">The source, usually an actor's path, with or without address; null for any.</param>
    /// <param name="checkInnerExceptions">True if the exception may also be the cause of another.</param>
    public IEventFilterApplier Exception(
        Type exceptionType,
        Regex pattern,
        string? source = null,
        bool checkInnerExceptions = false
    ) => Create(new ErrorFilter(exceptionType, new RegexMatcher(pattern), Source(source), checkInnerExceptions));

    /// <summary>Names events of level ERROR.</summary>
    /// <param name="message">The message; null for any.</param>
    /// <param name="start">How the message begins, if <paramref name="message"/> is null.</param>
    /// <param name="contains">A part of the message, if the others are null.</param>
    /// <param name="source">The source, usually an actor's path, with or without address; null for any.</param>
    public IEventFilterApplier Error(
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null
    ) => Create(new ErrorFilter(CreateMessageMatcher(message, start, contains), Source(source)));

    /// <summary>Names events of level ERROR.</summary>
    /// <param name="pattern">Is found in the message.</param>
    /// <param name="source">The source, usually an actor's path, with or without address; null for any.</param>
    public IEventFilterApplier Error(Regex pattern, string? source = null) =>
        Create(new ErrorFilter(new RegexMatcher(pattern), Source(source)));

    /// <summary>Names events of level WARNING.</summary>
    /// <param name="message">The message; null for any.</param>
    /// <param name="start">How the message begins, if <paramref name="message"/> is null.</param>
    /// <param name="contains">A part of the message, if the others are null.</param>
    /// <param name="source">The source, usually an actor's path, with or without address; null for any.</param>
    public IEventFilterApplier Warning(
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null
    ) => Create(new WarningFilter(CreateMessageMatcher(message, start, contains), Source(source)));

    /// <summary>Names events of level WARNING.</summary>
    /// <param name="pattern">Is found in the message.</param>
    /// <param name="source">The source, usually an actor's path, with or without address; null for any.</param>
    public IEventFilterApplier Warning(Regex pattern, string? source = null) =>
        Create(new WarningFilter(new RegexMatcher(pattern), Source(source)));

    /// <summary>Names events of level INFO.</summary>
    /// <param name="message">The message; null for any.</param>
    /// <param name="start">How the message begins, if <paramref name="message"/> is null.</param>
    /// <param name="contains">A part of the message, if the others are null.</param>
    /// <param name="source">The source, usually an actor's path, with or without address; null for any.</param>
    public IEventFilterApplier Info(
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null
    ) => Create(new InfoFilter(CreateMessageMatcher(message, start, contains), Source(source)));

    /// <summary>Names events of level INFO.</summary>
    /// <param name="pattern">Is found in the message.</param>
    /// <param name="source">The source, usually an actor's path, with or without address; null for any.</param>
    public IEventFilterApplier Info(Regex pattern, string? source = null) =>
        Create(new InfoFilter(new RegexMatcher(pattern), Source(source)));

    /// <summary>Names events of level DEBUG.</summary>
    /// <param name="message">The message; null for any.</param>
    /// <param name="start">How the message begins, if <paramref name="message"/> is null.</param>
    /// <param name="contains">A part of the message, if the others are null.</param>
    /// <param name="source">The source, usually an actor's path, with or without address; null for any.</param>
    public IEventFilterApplier Debug(
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null
    ) => Create(new DebugFilter(CreateMessageMatcher(message, start, contains), Source(source)));

    /// <summary>Names events of level DEBUG.</summary>
    /// <param name="pattern">Is found in the message.</param>
    /// <param name="source">The source, usually an actor's path, with or without address; null for any.</param>
    public IEventFilterApplier Debug(Regex pattern, string? source = null) =>
        Create(new DebugFilter(new RegexMatcher(pattern), Source(source)));

    /// <summary>Names events of a level.</summary>
    /// <param name="logLevel">The level.</param>
    /// <param name="message">The message; null for any.</param>
    /// <param name="start">How the message begins, if <paramref name="message"/> is null.</param>
    /// <param name="contains">A part of the message, if the others are null.</param>
    /// <param name="source">The source, usually an actor's path, with or without address; null for any.</param>
    public IEventFilterApplier ForLogLevel(
        LogLevel logLevel,
        string? message = null,
        string? start = null,
        string? contains = null,
        string? source = null
    ) => ForLogLevel(logLevel, CreateMessageMatcher(message, start, contains), Source(source));

    /// <summary>Names events of a level.</summary>
    /// <param name="logLevel">The level.</param>
    /// <param name="pattern">Is found in the message.</param>
    /// <param name="source">The source, usually an actor's path, with or without address; null for any.</param>
    public IEventFilterApplier ForLogLevel(LogLevel logLevel, Regex pattern, string? source = null) =>
        ForLogLevel(logLevel, new RegexMatcher(pattern), Source(source));

    /// <summary>Names all dead letters.</summary>
    public IEventFilterApplier DeadLetter() => DeadLetters(isMatch: null, source: null);

    /// <summary>Names dead letters by the type of the message.</summary>
    /// <typeparam name="TMessage">The type.</typeparam>
    /// <param name="source">The path of the recipient; null for any.</param>
    public IEventFilterApplier DeadLetter<TMessage>(string? source = null) =>
        DeadLetters(letter => letter.Message is TMessage, source);

    /// <summary>Names dead letters by the message.</summary>
    /// <typeparam name="TMessage">Its type.</typeparam>
    /// <param name="isMatch">A predicate of the message.</param>
    /// <param name="source">The path of the recipient; null for any.</param>
    public IEventFilterApplier DeadLetter<TMessage>(Func<TMessage, bool> isMatch, string? source = null) =>
        DeadLetters(letter => letter.Message is TMessage message && isMatch(message), source);

    /// <summary>Names dead letters by the type of the message.</summary>
    /// <param name="type">The type.</param>
    /// <param name="source">The path of the recipient; null for any.</param>
    public IEventFilterApplier DeadLetter(Type type, string? source = null) =>
        DeadLetters(letter => type.IsInstanceOfType(letter.Message), source);

    /// <summary>Names dead letters by the message.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="isMatch">A predicate of the message.</param>
    /// <param name="source">The path of the recipient; null for any.</param>
    public IEventFilterApplier DeadLetter(Type type, Func<object, bool> isMatch, string? source = null) =>
        DeadLetters(letter => type.IsInstanceOfType(letter.Message) && isMatch(letter.Message), source);

    /// <summary>Names the events that fulfil a predicate.</summary>
    /// <param name="predicate">The predicate.</param>
    public IEventFilterApplier Custom(Predicate<LogEvent> predicate) => Create(new CustomEventFilter(predicate));

    /// <summary>Names the events of a type that fulfil a predicate.</summary>
    /// <typeparam name="TLogEvent">The type.</typeparam>
    /// <param name="predicate">The predicate.</param>
    public IEventFilterApplier Custom<TLogEvent>(Predicate<TLogEvent> predicate)
        where TLogEvent : LogEvent =>
        Create(new CustomEventFilter(logEvent => logEvent is TLogEvent typed && predicate(typed)));

    /// <summary>What decides about messages.</summary>
    /// <param name="message">The message; null for any.</param>
    /// <param name="start">How the message begins, if <paramref name="message"/> is null.</param>
    /// <param name="contains">A part of the message, if the others are null.</param>
    protected static IStringMatcher CreateMessageMatcher(string? message, string? start, string? contains) =>
        message is not null ? new EqualsString(message)
        : start is not null ? new StartsWithString(start)
        : contains is not null ? new ContainsString(contains)
        : MatchesAll.Instance;

    private static IStringMatcher Source(string? source) =>
        source is null ? MatchesAll.Instance : new EqualsStringAndPathMatcher(source);

    private EventFilterApplier ForLogLevel(LogLevel level, IStringMatcher message, IStringMatcher source) =>
        Create(
            level switch
            {
                LogLevel.DebugLevel => new DebugFilter(message, source),
                LogLevel.InfoLevel => new InfoFilter(message, source),
                LogLevel.WarningLevel => new WarningFilter(message, source),
                LogLevel.ErrorLevel => new ErrorFilter(message, source),
                _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Unknown LogLevel"),
            }
        );

    private EventFilterApplier DeadLetters(Predicate<DeadLetter>? isMatch, string? source) =>
        Create(new DeadLettersFilter(MatchesAll.Instance, Source(source), isMatch));

    private EventFilterApplier Create(EventFilterBase filter) =>
        new EventFilterApplier(_testkit, _system, [.. _filters, filter]);
}
