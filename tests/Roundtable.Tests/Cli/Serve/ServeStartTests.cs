using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Roundtable.Tests.Samples;
using Roundtable.Tests.Web;

namespace Roundtable.Tests.Cli.Serve;

/// <summary>What keeps <c>serve</c> from starting.</summary>
public sealed class ServeStartTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("roundtable-serve-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public async Task Keys_of_data_protection_are_in_no_file()
    {
        var before = Keys();
        await using var site = await RunningSite.StartAsync(cancellation: TestContext.Current.CancellationToken);
        var keys = site.App.Services.GetRequiredService<IKeyManager>();
        keys.CreateNewKey(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddDays(1));
        Assert.Contains(keys.GetAllKeys(), k => k.ExpirationDate == DateTimeOffset.UnixEpoch.AddDays(1));
        Assert.Equal(before, Keys());

        static string[] Keys()
        {
            var home = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".aspnet", "DataProtection-Keys");
            return Directory.Exists(home) ? [.. Directory.GetFiles(home).Order(StringComparer.Ordinal)] : [];
        }
    }

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
