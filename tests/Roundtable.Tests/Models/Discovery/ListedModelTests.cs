using Roundtable.Models.Discovery;

namespace Roundtable.Tests.Models.Discovery;

public sealed class ListedModelTests
{
    [Theory]
    [InlineData("x-ai/grok-4", "x-ai/grok-4.5")]
    [InlineData("gemini-2.5-pro", "gemini-2.5-flash-lite")]
    [InlineData("claude-sonnet-4-20250514", "claude-sonnet-5")]
    [InlineData("deepseek-chat", "deepseek-flash")]
    [InlineData("zzz", null)]
    public void The_nearest_living_name_shares_the_longest_beginning(string gone, string? near) =>
        Assert.Equal(near, ListedModel.Nearest(gone, ["x-ai/grok-4.3", "x-ai/grok-4.5", "claude-sonnet-5", "claude-opus-5", "gemini-2.5-flash-lite", "gemini-3.6-flash", "deepseek-flash"]));
}
