using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Cli.Log;
using Roundtable.Tests.Record.Storage;
using Roundtable.Workspace;

namespace Roundtable.Tests.Cli.Log;

public sealed class LogCommandTests : IDisposable
{
    private readonly DataDirectory _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_directory_without_a_log_is_in_order()
    {
        var (code, text) = await VerifyAsync(json: false, Path.Combine(_data.Path, "none"));
        Assert.Equal(ExitCode.Ok, code);
        Assert.StartsWith("The log is in order: 0 leaves, 0 contents.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_in_order_is_told_with_its_size_and_root()
    {
        await _data.FillAsync(1);
        var (code, text) = await VerifyAsync(json: false);
        Assert.Equal(ExitCode.Ok, code);
        Assert.StartsWith("The log is in order: 1 leaf, 5 contents.", text, StringComparison.Ordinal);
        await using var log = await _data.OpenAsync();
        Assert.Contains(log.Root.ToString(), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Damage_is_told_in_text_and_json_and_by_the_exit_code()
    {
        await _data.FillAsync(3);
        var bytes = await File.ReadAllBytesAsync(_data.Pack());
        bytes[bytes.AsSpan().IndexOf("o 2"u8)] ^= 1;
        await File.WriteAllBytesAsync(_data.Pack(), bytes);

        var (code, text) = await VerifyAsync(json: false);
        Assert.Equal(ExitCode.CheckFailed, code);
        Assert.Contains("leaf 2", text, StringComparison.Ordinal);
        Assert.Contains(_data.Pack(), text, StringComparison.Ordinal);

        (code, text) = await VerifyAsync(json: true);
        Assert.Equal(ExitCode.CheckFailed, code);
        using var document = JsonDocument.Parse(text);
        Assert.False(document.RootElement.GetProperty("ok").GetBoolean());
        Assert.Equal(2, document.RootElement.GetProperty("damage").GetProperty("leaf").GetInt64());
        Assert.Equal(_data.Path, document.RootElement.GetProperty("damage").GetProperty("file").GetString());
    }

    private async Task<(int Code, string Text)> VerifyAsync(bool json, string? directory = null)
    {
        using var output = new StringWriter();
        var invocation = new Invocation(
            LogCommand.Create().Parse("verify"),
            new WorkspaceContext(directory ?? _data.Path, null, null, TimeProvider.System, new Dictionary<string, string>()),
            json,
            Spectre.Console.AnsiConsole.Console,
            output,
            TextWriter.Null);
        var code = await LogVerify.RunAsync(invocation, default);
        return (code, output.ToString());
    }
}
