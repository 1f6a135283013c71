using Roundtable.Record.Wording;
using Roundtable.Terms.Registry;
using Roundtable.Terms.Uses;

namespace Roundtable.Web.Site.Registry;

/// <summary>Addresses of the pages about the registry.</summary>
public static class RegistryAddress
{
    /// <summary>The page of an entry.</summary>
    public static string Of(EntryId id) => Of(Kebab.Name(id.Kind), id.Name, id.Version);

    /// <summary>The page of an entry, in its newest version where none is given.</summary>
    public static string Of(string kind, string name, string? version) =>
        $"/registry/{kind}/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}"
        + (version is null ? "" : "?version=" + Uri.EscapeDataString(version));

    /// <summary>The page with a ruling.</summary>
    public static string Judge(string content, Use use) => $"/judge?content={Uri.EscapeDataString(content)}&use={Kebab.Name(use)}";
}
