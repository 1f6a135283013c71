using System.Text.Json;
using Roundtable.Cli.CommandLine;
using Roundtable.Tests.Models;
using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Models;

/// <summary>What is connected and what can be asked, from the command line.</summary>
public sealed class ModelsProcessTests : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("roundtable-");
    private readonly RoundtableProcess _program;

    public ModelsProcessTests() => _program = new RoundtableProcess(_data.FullName);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task Models_says_what_is_connected_and_why_not_and_checks_by_a_call()
    {
        await using var server = await ProviderServer.StartAsync(ProviderAnswers.Says("present", model: "lab-model"), ProviderAnswers.Fails(401, "Bad key hunter2hunter2."));
        await File.WriteAllTextAsync(
            Path.Combine(_data.FullName, "roundtable.yaml"),
            $"connections:\n  lab:\n    address: {server.Address}v1\n    key_variable: LAB_KEY\n    models: [lab-model]\n    route: local\n",
            Cancellation);
        Assert.Contains("LAB_KEY is not set.", (await RunAsync("models")).Out, StringComparison.Ordinal);

        _program.Variables["LAB_KEY"] = "hunter2hunter2";
        var good = await RunAsync("models", "--check", "--json");
        Assert.Equal(ExitCode.Ok, good.Code);
        var model = JsonElement.Parse(good.Out).GetProperty("connections")[0].GetProperty("models")[0];
        Assert.Equal("lab-model", model.GetProperty("check").GetProperty("served").GetString());
        Assert.Equal(0, model.GetProperty("inputPerMillion").GetDecimal());

        var refused = await RunAsync("models", "--check");
        Assert.Equal(ExitCode.KeyRefused, refused.Code);
        Assert.Contains("LAB_KEY", refused.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Out + refused.Error, StringComparison.Ordinal);
    }

    private Task<(int Code, string Out, string Error)> RunAsync(params string[] arguments) => _program.RunAsync(Cancellation, arguments);
}
