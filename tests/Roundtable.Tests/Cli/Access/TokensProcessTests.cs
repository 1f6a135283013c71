using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Access;

/// <summary>Tokens from the command line: shown once, kept as digests, revoked.</summary>
public sealed class TokensProcessTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public TokensProcessTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_token_is_shown_once_and_kept_nowhere()
    {
        Assert.Contains("There are no tokens:", (await RunAsync("tokens")).Out, StringComparison.Ordinal);
        var added = await RunAsync("tokens", "add", "Ada Byron", "--role", "asker");
        var token = added.Out.Trim();
        Assert.Equal(ExitCode.Ok, added.Code);
        Assert.Matches("^rt_[0-9a-f]{64}$", token);
        Assert.Contains("Ada Byron's token; it is not shown again", added.Error, StringComparison.Ordinal);
        foreach (var file in _data.EnumerateFiles("*", SearchOption.AllDirectories))
        {
            Assert.DoesNotContain(token, await File.ReadAllTextAsync(file.FullName, Cancellation), StringComparison.Ordinal);
        }

        var listed = JsonElement.Parse((await RunAsync("tokens", "--json")).Out);
        Assert.Equal(("Ada Byron", "asker"), (listed[0].GetProperty("name").GetString(), listed[0].GetProperty("role").GetString()));
    }

    [Fact]
    public async Task Once_the_last_is_revoked_the_site_stays_closed()
    {
        await RunAsync("tokens", "add", "ada");
        var removed = await RunAsync("tokens", "remove", "ada");
        Assert.Equal(ExitCode.Ok, removed.Code);
        Assert.Contains("That was the last token: the site refuses everybody now.", removed.Error, StringComparison.Ordinal);
        Assert.Contains("the site refuses everybody", (await RunAsync("tokens", "list")).Out, StringComparison.Ordinal);
        Assert.NotEqual(ExitCode.Ok, (await RunAsync("tokens", "remove", "nobody")).Code);
    }

    [Fact]
    public async Task A_role_that_does_not_exist_is_a_slip()
    {
        var added = await RunAsync("tokens", "add", "ada", "--role", "king");
        Assert.Equal(ExitCode.Usage, added.Code);
        Assert.Contains("is one of caller, reader, asker and admin, not 'king'", added.Error, StringComparison.Ordinal);
    }

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => _program.RunAsync(Cancellation, arguments);
}
