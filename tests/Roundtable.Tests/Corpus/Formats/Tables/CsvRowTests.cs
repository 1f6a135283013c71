using System.Text;
using Roundtable.Tests.Corpus.Reading;

namespace Roundtable.Tests.Corpus.Formats.Tables;

/// <summary>Records of tables.</summary>
public sealed class CsvRowTests : RowFileTests
{
    [Theory]
    [InlineData("a,b\n1\n", "1 fields instead of the header's 2")]
    [InlineData("a,b\n1,2,3\n", "more fields than the header's 2")]
    [InlineData("a,b\n\"1\"x,2\n", "text after a quoted field")]
    [InlineData("a,b\n1,\"2\n3,4\n", "a quoted field that does not end")]
    public void Records_of_a_table_that_break_its_form_are_rejected(string csv, string reason) =>
        Assert.Equal(reason, Assert.Single(Read("t.csv", Encoding.UTF8.GetBytes(csv)).Faults).Reason);
}
