using System.Text;
using Roundtable.Record.Checkpoints;
using Roundtable.Record.Entries;

namespace Roundtable.Tests.Record.Checkpoints;

public sealed class CheckpointTests
{
    // The body of the example in the C2SP tlog-checkpoint specification.
    private const string Example = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    [Fact]
    public void The_example_of_the_specification_reads_and_writes()
    {
        var checkpoint = Checkpoint.Parse(Encoding.UTF8.GetBytes(Example));
        Assert.Equal("example.com/behind-the-sofa", checkpoint.Origin);
        Assert.Equal(20852163, checkpoint.Size);
        Assert.Equal(Digest.Parse("0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62"), checkpoint.Root);
        Assert.Equal(Example, Encoding.UTF8.GetString(checkpoint.ToBytes()));
    }

    [Fact]
    public void Extension_lines_are_kept_and_mean_nothing()
    {
        var checkpoint = Checkpoint.Parse(Encoding.UTF8.GetBytes(Example + "timestamp 1\nanything\n"));
        Assert.Equal("timestamp 1\nanything\n", checkpoint.Extensions);
        Assert.Equal(Example + "timestamp 1\nanything\n", Encoding.UTF8.GetString(checkpoint.ToBytes()));
        Assert.Throws<FormatException>(() => Checkpoint.Parse(Encoding.UTF8.GetBytes(Example + "a\n\nb\n")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\n1\n")]
    [InlineData("\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("a\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("a\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n")]
    [InlineData("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")]
    [InlineData("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2J=\n")]
    [InlineData("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxqw==\n")]
    [InlineData("a\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n")]
    [InlineData("a\r\n1\r\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\r\n")]
    public void Anything_else_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => Checkpoint.Parse(Encoding.UTF8.GetBytes(text)));
    }
}
