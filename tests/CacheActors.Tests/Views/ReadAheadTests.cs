using CacheActors.Views;
using Shouldly;
using Xunit;

namespace CacheActors.Tests.Views;

public sealed class ReadAheadTests
{
    private const int Many = 100_000;

    [Fact]
    public void Items_come_in_the_order_in_which_they_were_made()
    {
        ReadAhead.Of(ReadAhead.Of(Enumerable.Range(0, Many))).ShouldBe(Enumerable.Range(0, Many));
    }

    [Fact]
    public void Of_nothing_comes_nothing()
    {
        ReadAhead.Of(Enumerable.Empty<int>()).ShouldBeEmpty();
    }

    [Fact]
    public void An_error_of_the_source_comes_out_as_it_is()
    {
        Should
            .Throw<InvalidOperationException>(() => ReadAhead.Of(ReadAhead.Of(Failing())).Count())
            .Message.ShouldBe("at 700");

        static IEnumerable<int> Failing() =>
            Enumerable.Range(0, Many).Select(i => i < 700 ? i : throw new InvalidOperationException($"at {i}"));
    }

    [Fact]
    public void Who_stops_taking_stops_the_source_and_disposes_of_it()
    {
        var made = 0;
        var isDisposed = false;

        ReadAhead.Of(ReadAhead.Of(Endless())).Take(3).ShouldBe([1, 2, 3]);

        isDisposed.ShouldBeTrue();
        made.ShouldBeLessThan(Many);

        IEnumerable<int> Endless()
        {
            try
            {
                while (true)
                {
                    yield return ++made;
                }
            }
            finally
            {
                isDisposed = true;
            }
        }
    }
}
