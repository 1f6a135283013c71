namespace Roundtable.Tests;

public sealed class LayoutTests
{
    [Fact]
    public void Record_depends_on_dotnet_alone()
    {
        var references = typeof(Roundtable.Record.Entries.Digest).Assembly.GetReferencedAssemblies();
        Assert.All(references, r => Assert.StartsWith("System", r.Name, StringComparison.Ordinal));
    }
}
