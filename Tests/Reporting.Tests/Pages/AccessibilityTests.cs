using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace ConcurrencyBench.Reporting.Tests.Pages;

/// <summary>Pages for readers who do not see them, see them badly, or have no mouse: every kind of page, light and dark.</summary>
/// <param name="browser">Shared by all tests.</param>
/// <param name="pages">Shared by all tests.</param>
public sealed class AccessibilityTests(Browser browser, WrittenPages pages) : IClassFixture<Browser>
{
    private static readonly ColorScheme[] Schemes = [ColorScheme.Light, ColorScheme.Dark];

    // What a reader can act on must say what it is.
    private static readonly HashSet<string> Acting =
    [
        "button",
        "link",
        "textbox",
        "searchbox",
        "combobox",
        "DisclosureTriangle",
        "region",
        "img",
        "image",
        "progressbar",
    ];

    [Fact]
    public async Task Page_ForAScreenReader_HasNamesRolesAndOrder()
    {
        foreach (string file in pages.All)
        {
            OpenPage open = await browser.KeepOpenAsync(file);
            string[] faults = await open.Page.EvaluateAsync<string[]>(FindFaultsOfRoles);
            Assert.True(faults is [], $"{file}\n{string.Join('\n', faults)}");
        }
    }

    /// <summary>The names as the browser tells them to a screen reader, whatever they are made of.</summary>
    [Fact]
    public async Task Page_EveryControlAndPicture_HasANameInTheBrowsersOwnTree()
    {
        foreach (string file in pages.All)
        {
            OpenPage open = await browser.KeepOpenAsync(file);
            ICDPSession session = await open.Context.NewCDPSessionAsync(open.Page);
            JsonElement tree = (await session.SendAsync("Accessibility.getFullAXTree"))!.Value;

            (string Role, string Name)[] known = [.. tree.GetProperty("nodes").EnumerateArray().Where(IsHeard).Select(ReadNode)];
            Assert.All(known.Where(node => Acting.Contains(node.Role)), node => Assert.True(node.Name.Length > 0, $"{file}: {node.Role}"));
            Assert.Contains(known, node => node.Role == "columnheader");
            Assert.Contains(known, node => node.Role == "rowheader");
            int links = await open.Page.Locator("svg a").CountAsync();
            Assert.Equal(links, known.Count(node => node.Role == "link" && node.Name.Contains("95 % interval", StringComparison.Ordinal)));
        }
    }

    /// <summary>A hundred points of a picture would be a hundred stops of the keyboard. Its table has the same links.</summary>
    [Fact]
    public async Task Page_LinksOfAPicture_StandInATableToo()
    {
        OpenPage open = await browser.KeepOpenAsync(pages.Index);

        (string[] drawn, string[] listed) = (await ReadLinks("svg a"), await ReadLinks("td a"));

        Assert.NotEmpty(drawn);
        Assert.Empty(drawn.Except(listed));

        Task<string[]> ReadLinks(string selector) =>
            open.Page.EvaluateAsync<string[]>(
                "one => [...document.querySelectorAll(one)].map(link => link.getAttribute('href'))",
                selector
            );
    }

    /// <summary>WCAG 2.2, 2.1.1, 2.1.2, 2.4.3 and 2.4.7.</summary>
    [Fact]
    public Task Page_ByTheKeyboardAlone_ReachesEverythingInOrderAndShowsWhere() => AssertReachableAsync([pages.Index, pages.Gate]);

    [Trait("Length", "Long")]
    [Fact(Timeout = TestLimit.Long)]
    public Task EveryPage_ByTheKeyboardAlone_ReachesEverythingInOrderAndShowsWhere() => AssertReachableAsync(pages.All);

    private async Task AssertReachableAsync(ImmutableArray<string> files)
    {
        foreach (string file in files)
        {
            await using OpenPage open = await browser.OpenAsync(file);
            int all = await open.Page.EvaluateAsync<int>(WatchFocus);
            for (int i = 0; i < all; i++)
            {
                await open.Page.Keyboard.PressAsync("Tab");
            }

            string[] faults = await open.Page.EvaluateAsync<string[]>("() => window.findFaultsOfFocus()");
            Assert.True(faults is [], $"{file}\n{string.Join('\n', faults)}");
        }
    }

    [Fact]
    public async Task Heads_Arrows_LeadFromOneToAnother()
    {
        await using OpenPage open = await browser.OpenAsync(pages.Index);
        ILocator heads = open.Page.Locator("main > .scroll thead").First.Locator("button");
        async Task<int> PressAsync(string key)
        {
            await open.Page.Keyboard.PressAsync(key);
            return await open.Page.EvaluateAsync<int>("() => document.activeElement.closest('th')?.cellIndex ?? -1");
        }

        await heads.Nth(1).FocusAsync();

        Assert.Equal(2, await PressAsync("ArrowRight"));
        Assert.Equal(1, await PressAsync("ArrowLeft"));
        Assert.Equal(await heads.CountAsync() - 1, await PressAsync("End"));
        Assert.Equal(await heads.CountAsync() - 1, await PressAsync("ArrowRight"));
        Assert.Equal(0, await PressAsync("Home"));
        Assert.Equal(0, await PressAsync("Space"));
        Assert.Equal("ascending", await open.Page.Locator("main > .scroll thead th").First.GetAttributeAsync("aria-sort"));
    }

    [Fact]
    public async Task Picture_Escape_ClosesItAndLeadsBackToWhereItWasOpened()
    {
        await using OpenPage open = await browser.OpenAsync(pages.Gate);
        ILocator enlarge = open.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new("^Enlarge") }).Nth(1);
        await enlarge.FocusAsync();

        await open.Page.Keyboard.PressAsync("Enter");
        ILocator dialog = open.Page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(dialog.Locator("svg")).ToBeVisibleAsync();
        Assert.Equal("Distribution of the pairs of every change", await dialog.GetAttributeAsync("aria-label"));

        await open.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(open.Page.Locator("dialog[open]")).ToHaveCountAsync(0);
        await Assertions.Expect(enlarge).ToBeFocusedAsync();
        await Assertions.Expect(open.Page).Not.ToHaveURLAsync(new Regex("picture="));
        Assert.Equal(0, await open.Page.Locator("figure:not(:has(svg))").CountAsync());
    }

    // So that nothing has to be left out for who asks for less motion.
    [Fact]
    public async Task Page_OfEveryKind_HasNothingThatMoves()
    {
        foreach (string file in pages.All)
        {
            string page = await File.ReadAllTextAsync(file);
            Assert.All(
                ["transition", "animation", "@keyframes", "scroll-behavior", "behavior:", "<animate"],
                moving => Assert.DoesNotContain(moving, page, StringComparison.Ordinal)
            );
        }
    }

    /// <summary>WCAG 2.2, 1.4.3: text stands 4.5 to 1 against its ground, as the browser draws it.</summary>
    [Fact]
    public async Task Page_AllText_HasContrastEnoughInBothThemes()
    {
        foreach (string file in pages.All)
        {
            OpenPage open = await browser.KeepOpenAsync(file);
            foreach (ColorScheme scheme in Schemes)
            {
                await open.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = scheme });
                Assert.Equal(scheme == ColorScheme.Dark, await open.Page.EvaluateAsync<bool>(IsDark));
                string[] faults = await open.Page.EvaluateAsync<string[]>(FindFaintText);
                Assert.True(faults is [], $"{file} {scheme}\n{string.Join('\n', faults)}");
                await open.KeepScreenshotAsync(
                    $"{Path.GetFileName(Path.GetDirectoryName(file))}-{Path.GetFileNameWithoutExtension(file)}-{scheme}"
                );
            }
        }
    }

    private static bool IsHeard(JsonElement node) => !node.GetProperty("ignored").GetBoolean() && node.TryGetProperty("role", out _);

    private static (string Role, string Name) ReadNode(JsonElement node) =>
        (
            node.GetProperty("role").GetProperty("value").GetString()!,
            node.TryGetProperty("name", out JsonElement name) ? name.GetProperty("value").GetString()!.Trim() : ""
        );

    private const string IsDark = "() => matchMedia('(prefers-color-scheme: dark)').matches";

    private const string FindFaultsOfRoles = """
        () => {
          const faults = [];
          const check = (selector, isRight, what) => document.querySelectorAll(selector).forEach(element => { if (!isRight(element)) faults.push(`${what}: ${element.outerHTML.slice(0, 120)}`); });
          const named = element => (element.getAttribute('aria-label') || element.textContent).trim().length > 0;
          if (document.documentElement.lang !== 'en') faults.push('no language');
          if (document.querySelectorAll('h1').length !== 1 || document.querySelectorAll('main').length !== 1) faults.push('not one h1 and one main');
          check('button, a, summary', named, 'no name');
          check('input, textarea', element => element.labels?.length === 1 || element.getAttribute('aria-label'), 'no label');
          check('svg', svg => svg.getAttribute('role') === 'img' && svg.getAttribute('aria-labelledby').split(' ').every(id => document.querySelectorAll(`[id="${id}"]`).length === 1), 'no name');
          check('thead th', head => head.scope === 'col' && head.textContent.trim(), 'no scope or no text');
          check('figcaption', caption => [caption.parentElement.firstElementChild, caption.parentElement.lastElementChild].includes(caption), 'neither first nor last');
          const names = [...document.querySelectorAll('.scroll, .tools button, .tools input')].map(element => element.getAttribute('aria-label'));
          names.filter((name, i) => names.indexOf(name) !== i).forEach(name => faults.push(`two are called: ${name}`));
          check('tbody th', head => head.scope === 'row', 'no scope');
          check('.scroll', region => region.tabIndex === 0 && region.getAttribute('role') === 'region' && region.getAttribute('aria-label'), 'not to be reached');
          const ids = [...document.querySelectorAll('[id]')].map(element => element.id);
          ids.filter((id, i) => ids.indexOf(id) !== i).forEach(id => faults.push(`twice: ${id}`));
          document.querySelectorAll('a[href^="#"]').forEach(link => { if (!document.getElementById(link.hash.slice(1))) faults.push(`leads nowhere: ${link.hash}`); });
          return faults;
        }
        """;

    private const string WatchFocus = """
        () => {
          const wanted = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
          const reachable = [...document.querySelectorAll(wanted)].filter(element => element.checkVisibility() && !element.disabled && element.tabIndex >= 0);
          const describe = element => element?.outerHTML.slice(0, 160);
          const faults = [];
          let reached = 0;
          document.addEventListener('focusin', ({ target }) => {
            const expected = reachable[reached++];
            if (target !== expected) faults.push(`${describe(target)} instead of ${describe(expected)}`);
            const style = getComputedStyle(target);
            if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) faults.push(`no outline: ${describe(target)}`);
          });
          window.findFaultsOfFocus = () => reached === reachable.length ? faults : [...faults, `${reached} of ${reachable.length} were reached`];
          return reachable.length;
        }
        """;

    private const string FindFaintText = """
        () => {
          const parse = colour => colour.match(/[\d.]+/g).map(Number);
          const luminance = ([r, g, b]) => [r, g, b].map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
          const ground = element => {
            for (let e = element; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c.length === 3 || c[3] === 1) return c; }
            return parse(getComputedStyle(document.body).backgroundColor);
          };
          const faults = [];
          for (const element of document.querySelectorAll('h1, h2, p, li, a, th, td, summary, figcaption, button, label, input, select, output, code, svg text')) {
            const isSvg = element.closest('svg');
            if (isSvg && element.tagName !== 'text') continue;
            const colour = parse(getComputedStyle(element)[isSvg ? 'fill' : 'color']);
            const behind = isSvg && !element.classList.contains('onfill') ? parse(getComputedStyle(isSvg.querySelector('.paper')).fill)
              : isSvg ? parse(getComputedStyle(element.previousElementSibling?.closest('rect') ?? element.parentElement.querySelector('rect')).fill) : ground(element);
            const [dark, light] = [luminance(colour), luminance(behind)].sort((a, b) => a - b);
            const contrast = (light + 0.05) / (dark + 0.05);
            if (contrast < 4.5) faults.push(`${contrast.toFixed(2)} ${element.tagName} ${element.textContent.slice(0, 40)}`);
          }
          return faults;
        }
        """;
}
