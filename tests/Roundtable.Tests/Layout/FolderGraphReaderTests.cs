namespace Roundtable.Tests.Layout;

/// <summary>The reader of the folder graph finds a reference wherever compiled code can have one.</summary>
public sealed class FolderGraphReaderTests
{
    [Theory]
    [InlineData("InBody", "Answerer → Caller")]
    [InlineData("InAsyncLambda", "Answerer → Caller")]
    [InlineData("InAttribute", "Marked → MarkAttribute")]
    [InlineData("InAttributeValue", "Converted → Converter")]
    [InlineData("InGenericArgument", "Holder → Element")]
    [InlineData("InConstraint", "Drawer`1 → Shape")]
    [InlineData("InCatch", "Catcher → LeftException")]
    public void A_cycle_is_found_wherever_its_reference_stands(string example, string types)
    {
        var graph = Read(example);
        Assert.Equal(["Left", "Right", "Left"], graph.ShortestCycle()!);
        Assert.Contains($"Right → Left: {types}", graph.Describe(graph.ShortestCycle()!), StringComparison.Ordinal);
    }

    [Fact]
    public void References_in_one_direction_are_no_cycle()
    {
        var graph = Read("OneWay");
        Assert.Null(graph.ShortestCycle());
        Assert.Equal(["Right"], graph.From("Left"));
    }

    [Fact]
    public void The_whole_of_this_assembly_can_be_read() =>
        Assert.NotEmpty(FolderGraph.Read(typeof(FolderGraphReaderTests).Assembly.Location, "Roundtable.Tests").From("Layout"));

    private static FolderGraph Read(string example) =>
        FolderGraph.Read(typeof(FolderGraphReaderTests).Assembly.Location, $"{typeof(FolderGraphReaderTests).Namespace}.{example}");
}
