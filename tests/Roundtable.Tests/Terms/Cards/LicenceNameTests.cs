using System.Text.Json.Nodes;
using Roundtable.Terms.Cards;
using Roundtable.Terms.Registry;

namespace Roundtable.Tests.Terms.Cards;

/// <summary>Licences as hubs, bills of materials and people write them, and what must not be taken for one.</summary>
public sealed class LicenceNameTests
{
    [Theory]
    [InlineData("mit", "mit")]
    [InlineData("MIT License", "mit")]
    [InlineData("Apache License, Version 2.0", "apache-2.0")]
    [InlineData("Apache 2.0", "apache-2.0")]
    [InlineData("CC BY 4.0", "cc-by-4.0")]
    [InlineData("CC-BY-NC-SA 4.0", "cc-by-nc-sa-4.0")]
    [InlineData("CC-BY-4.0", "CC-BY-4.0")]
    [InlineData("CC0: Public Domain", "cc0-1.0")]
    [InlineData("Attribution 4.0 International (CC BY 4.0)", "cc-by-4.0")]
    [InlineData("Attribution-NonCommercial-NoDerivatives 4.0 International (CC BY-NC-ND 4.0)", "cc-by-nc-nd-4.0")]
    [InlineData("Creative Commons Attribution-ShareAlike 3.0 Unported License", "cc-by-sa-3.0")]
    [InlineData("Community Data License Agreement - Permissive - Version 1.0", "cdla-permissive-1.0")]
    [InlineData("Llama 3.1 Community License", "llama3.1")]
    [InlineData("Meta Llama 3 Community License Agreement", "llama3")]
    [InlineData("https://choosealicense.com/licenses/apache-2.0/", "apache-2.0")]
    [InlineData("https://choosealicense.com/licenses/cc-by-nc-4.0/", "cc-by-nc-4.0")]
    [InlineData("http://creativecommons.org/licenses/by-sa/3.0/legalcode", "cc-by-sa-3.0")]
    [InlineData("https://creativecommons.org/licenses/by/4.0/deed.de", "cc-by-4.0")]
    [InlineData("https://creativecommons.org/licenses/by/3.0/us/", "cc-by-3.0-us")]
    [InlineData("https://creativecommons.org/publicdomain/zero/1.0/", "cc0-1.0")]
    [InlineData("https://www.apache.org/licenses/LICENSE-2.0.txt", "apache-2.0")]
    [InlineData("https://opendatacommons.org/licenses/odbl/1-0/", "odbl-1.0")]
    [InlineData("https://cdla.dev/permissive-2-0/", "cdla-permissive-2.0")]
    [InlineData("https://spdx.org/licenses/BSD-3-Clause.html", "bsd-3-clause")]
    [InlineData("https://www.gnu.org/licenses/gpl-3.0.en.html", "gpl-3.0")]
    [InlineData("https://llama.meta.com/llama3_1/license/", "llama3.1")]
    [InlineData("https://ai.google.dev/gemma/terms", "gemma")]
    [InlineData("(MIT OR Apache-2.0) AND CC-BY-4.0", "MIT Apache-2.0 CC-BY-4.0")]
    [InlineData("GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only")]
    [InlineData("Apache-2.0 WITH Commons-Clause", "Apache-2.0 Commons-Clause")]
    [InlineData("LicenseRef-acme", "LicenseRef-acme")]
    public void A_licence_is_known_by_its_identifier_its_title_and_its_address(string written, string names)
    {
        List<string> warnings = [];
        var licences = new CardLicences(warnings);
        licences.Add("license", written);
        Assert.Equal(names, string.Join(' ', licences.Known.Select(l => l.Name)));
        Assert.Empty(warnings.Concat(licences.Unknown));
    }

    [Theory]
    [InlineData("other")]
    [InlineData("unknown")]
    [InlineData("NOASSERTION")]
    [InlineData("NONE")]
    [InlineData("None")]
    [InlineData("https://choosealicense.com/licenses/undefined/")]
    [InlineData("https://example.org/LICENSE")]
    [InlineData("https://huggingface.co/acme/chat/blob/main/LICENSE")]
    [InlineData("This is a license.")]
    [InlineData("MIT, but not for companies")]
    [InlineData("mit license and something else")]
    [InlineData("Attribution 4.0 International (CC BY-NC 4.0)")]
    [InlineData("CC BY 5.0")]
    [InlineData("不许商用")]
    public void What_names_no_licence_is_kept_as_unknown(string written)
    {
        List<string> warnings = [];
        var licences = new CardLicences(warnings);
        licences.Add("license", written);
        Assert.Empty(licences.Known);
        Assert.Equal(["license: " + written], licences.Unknown);
        Assert.EndsWith("; kept as unknown.", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void One_unknown_licence_of_a_list_stays_beside_the_known_ones()
    {
        var card = CardReader.Read("---\nlicenses:\n- mit\n- other\n- null\n---\n", new CardDefaults("1", "acme/chat"));
        var model = (ModelEntry)card.Entries[0];
        Assert.Equal("mit", Assert.Single(model.Licences).Name);
        Assert.Equal(["license: other", "license: null"], model.Unknowns);
        Assert.Equal(2, card.Unnamed);
    }

    [Fact]
    public void Other_stands_for_the_name_beside_it_or_for_a_known_address()
    {
        Assert.Equal(["nvidia-open-model-license"], Licences("license: other\nlicense_name: nvidia-open-model-license\nlicense_link: LICENSE"));
        Assert.Equal(["gemma"], Licences("license: other\nlicense_link: https://ai.google.dev/gemma/terms"));
        Assert.Equal(["license: other"], Licences("license: other"));
        Assert.Equal(["apache-2.0"], Licences("license: apache-2.0\nlicense_name: gemma"));
    }

    [Theory]
    [InlineData("""{"id":"GPL-3.0-only","name":"MIT License"}""", "GPL-3.0-only mit")]
    [InlineData("""{"name":"Our terms","url":"https://creativecommons.org/licenses/by/4.0/"}""", "cc-by-4.0")]
    [InlineData("""[{"name":"CC0: Public Domain"},"mit"]""", "cc0-1.0 mit")]
    public void An_object_names_a_licence_by_identifier_name_or_address(string json, string names)
    {
        var licences = new CardLicences([]);
        licences.Add("license", JsonNode.Parse(json));
        Assert.Equal(names, string.Join(' ', licences.Known.Select(l => l.Name)));
    }

    private static IEnumerable<string> Licences(string matter)
    {
        var model = (ModelEntry)CardReader.Read($"---\n{matter}\n---\n", new CardDefaults("1", "acme/chat")).Entries[0];
        return [.. model.Licences.Select(l => l.Name), .. model.Unknowns];
    }
}
