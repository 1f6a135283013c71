using Roundtable.Tests.Samples;

namespace Roundtable.Tests.Cli.Serve;

/// <summary>What keeps <c>serve</c> from starting.</summary>
public sealed class ServeStartTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("roundtable-serve-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task A_configuration_that_cannot_be_read_is_told_at_the_start()
    {
        var file = Path.Combine(_directory.FullName, "broken.yaml");
        await File.WriteAllTextAsync(file, "panels:\n  one:\n    seatz: []\n", TestContext.Current.CancellationToken);
        var program = new RoundtableProcess(_directory.FullName);
        var result = await program.RunAsync(TestContext.Current.CancellationToken, "serve", "--listen", "127.0.0.1:0", "--config", file);
        Assert.NotEqual(0, result.Code);
        Assert.Contains("broken.yaml", result.Error, StringComparison.Ordinal);
        Assert.Contains("seatz", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Roundtable is at", result.Out, StringComparison.Ordinal);
    }
}
