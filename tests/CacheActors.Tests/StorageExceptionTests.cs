namespace CacheActors.Tests;

public sealed class StorageExceptionTests
{
    [Theory]
    [InlineData(28, "the disk is full", true)]
    [InlineData(122, "the disk is full", true)]
    [InlineData(unchecked((int)0x8007_0070), "the disk is full", true)]
    [InlineData(13, "no permission", false)]
    [InlineData(30, "the file system is read-only", false)]
    [InlineData(24, "too many files are open", false)]
    [InlineData(2, "it does not exist", false)]
    [InlineData(5, "Input/output error", false)]
    public void The_number_of_the_system_decides_what_is_said(int number, string reason, bool full)
    {
        var cause = new IOException("Input/output error", number);

        var error = StorageException.From("write", "/x", cause);

        error.Message.ShouldBe($"Cannot write /x: {reason}. {error.Hint}");
        error.Reason.ShouldBe(reason);
        error.Hint.ShouldNotBeEmpty();
        error.DiskFull.ShouldBe(full);
        error.InnerException.ShouldBe(cause);
    }

    [Fact]
    public void Only_errors_of_the_file_system_are_explained()
    {
        Should.Throw<InvalidOperationException>(() =>
            StorageException.Guard("write", "/x", () => throw new InvalidOperationException())
        );
        Should
            .Throw<StorageException>(() =>
                StorageException.Guard("write", "/x", () => throw new UnauthorizedAccessException())
            )
            .Reason.ShouldBe("no permission");
    }
}
