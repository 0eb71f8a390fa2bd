namespace Akka.Actor;

/// <summary>Tells the time.</summary>
public interface ITimeProvider
{
    /// <summary>The time of day.</summary>
    DateTimeOffset Now { get; }

    /// <summary>A clock that never goes back, from some start.</summary>
    TimeSpan MonotonicClock { get; }

    /// <summary>A precise clock that never goes back, from some start.</summary>
    TimeSpan HighResMonotonicClock { get; }
}

/// <summary>Tells the time of day of this machine.</summary>
public interface IDateTimeOffsetNowTimeProvider : ITimeProvider;
