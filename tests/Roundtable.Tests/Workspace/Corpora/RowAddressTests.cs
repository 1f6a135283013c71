using Roundtable.Workspace;
using Roundtable.Workspace.Corpora;

namespace Roundtable.Tests.Workspace.Corpora;

public sealed class RowAddressTests
{
    [Theory]
    [InlineData("data/a.jsonl:12", "data/a.jsonl", 12)]
    [InlineData("C:/data/a.jsonl:0", "C:/data/a.jsonl", 0)]
    [InlineData("a:b:9223372036854775807", "a:b", long.MaxValue)]
    public void The_last_colon_stands_before_the_row(string text, string file, long row) => Assert.Equal((file, row), RowAddress.Parse(text));

    [Theory]
    [InlineData("data/a.jsonl")]
    [InlineData(":3")]
    [InlineData("a:")]
    [InlineData("a:-1")]
    [InlineData("a: 1")]
    [InlineData("a:9223372036854775808")]
    public void What_names_no_row_is_refused(string text) =>
        Assert.Equal(ErrorKind.InvalidInput, Assert.Throws<WorkspaceException>(() => RowAddress.Parse(text)).Kind);
}
