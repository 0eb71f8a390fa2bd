using CacheActors.Domain.Entries;
using Shouldly;
using Xunit;

namespace CacheActors.Domain.Tests.Entries;

public class EntryOwnerTests
{
    [Theory]
    [InlineData("message:42", "message", "42")]
    [InlineData("library:a:b c/d", "library", "a:b c/d")]
    [InlineData("x-1:é", "x-1", "é")]
    public void An_owner_read_back_is_the_same_owner(string text, string kind, string id)
    {
        var owner = EntryOwner.Parse(text);

        owner.ShouldBe(new EntryOwner(kind, id));
        owner.ToString().ShouldBe(text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("message")]
    [InlineData("message:")]
    [InlineData(":42")]
    [InlineData("Message:42")]
    [InlineData("mess age:42")]
    [InlineData("message:4\n2")]
    [InlineData("a23456789012345678901234567890123:1")]
    public void What_is_no_owner_is_refused_with_what_one_looks_like(string text)
    {
        EntryOwner.TryParse(text, out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => EntryOwner.Parse(text)).Message.ShouldContain("message:42");
    }

    [Fact]
    public void An_owner_cannot_be_made_of_what_could_not_be_read()
    {
        Should.Throw<ArgumentException>(() => new EntryOwner("Message", "1"));
        Should.Throw<ArgumentException>(() => new EntryOwner("message", ""));
        Should.Throw<ArgumentException>(() => new EntryOwner("message", new string('1', 201)));
    }
}
