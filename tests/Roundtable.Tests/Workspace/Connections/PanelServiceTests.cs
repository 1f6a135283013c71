using Roundtable.Workspace;
using Roundtable.Workspace.Configuration;
using Roundtable.Workspace.Connections;

namespace Roundtable.Tests.Workspace.Connections;

/// <summary>Named panels: made, replaced and removed, and which names and models are refused.</summary>
public sealed class PanelServiceTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private WorkspaceContext Context => new(_data.FullName, null, null, TimeProvider.System, new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["ROUNDTABLE_LOCAL_PROBES"] = "off",
        ["XDG_CONFIG_HOME"] = _data.FullName,
        ["OPENAI_API_KEY"] = "a key",
        ["XAI_API_KEY"] = "key-of-xai",
    });

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_panel_is_found_again_replaced_and_removed()
    {
        var service = new PanelService(Context);
        await service.SaveAsync("two", [new SeatPlan("openai/gpt-5.5")], null, Cancellation);
        await service.SaveAsync("two", [new SeatPlan("xai/grok-4.5"), new SeatPlan("openai/gpt-5.5")], "xai/grok-4.5", Cancellation);
        var connections = await ConnectionSet.LoadAsync(Context, Cancellation);
        var panel = Assert.Single(connections.Panels);
        Assert.Equal(["xai/grok-4.5", "openai/gpt-5.5"], panel.Seats.Select(s => s.Model));
        Assert.Equal("xai/grok-4.5", panel.Moderator);
        await service.RemoveAsync("two", Cancellation);
        Assert.Empty((await ConnectionSet.LoadAsync(Context, Cancellation)).Panels);
        Assert.Equal(ErrorKind.NotFound, (await Assert.ThrowsAsync<WorkspaceException>(() => service.RemoveAsync("two", Cancellation))).Kind);
    }

    [Theory]
    [InlineData("rehearsal", "openai/gpt-5.5", "cannot name a panel")]
    [InlineData("with space", "openai/gpt-5.5", "cannot name a panel")]
    [InlineData("fine", "opnai/gpt-5.5", "did you mean 'openai'?")]
    [InlineData("fine", "gpt-5.5", "Write provider/name")]
    [InlineData("fine", "openai/", "Write provider/name")]
    public async Task What_cannot_be_a_panel_is_refused_and_nothing_is_written(string name, string model, string says)
    {
        var refused = await Assert.ThrowsAsync<WorkspaceException>(() => new PanelService(Context).SaveAsync(name, [new SeatPlan(model)], null, Cancellation));
        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
        Assert.Empty(_data.EnumerateFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_key_with_characters_that_no_key_has_connects_nothing_and_is_not_repeated()
    {
        var connections = await ConnectionSet.LoadAsync(Context, Cancellation);
        Assert.Equal("OPENAI_API_KEY holds characters that no key has: set it again.", PanelService.NotConnected(connections, "openai/gpt-5.5"));
        Assert.Null(PanelService.NotConnected(connections, "xai/grok-4.5"));
        Assert.Equal("ANTHROPIC_API_KEY is not set.", PanelService.NotConnected(connections, "anthropic/claude-sonnet-4-5"));
        Assert.Equal("it names no connection.", PanelService.NotConnected(connections, "nobody/model"));
        Assert.Null(PanelService.NotConnected(connections, "rehearsal/anyone"));
    }
}
