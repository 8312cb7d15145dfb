//! Template tags outside code.

use super::shown;

fn check(cases: &[(&str, &str)]) {
    for (page, wanted) in cases {
        assert_eq!(&shown(page), wanted, "{page}");
    }
}

#[test]
fn notices_of_all_themes_are_callouts_and_lines_stay_right() {
    check(&[
        (
            "a\n\n{{< notice warning \"Hot\" >}}\nMind **it**\n{{< /notice >}}\n\nb",
            "1:p(a) 3:WARNING<Hot>[4:p(Mind it)] 7:p(b)",
        ),
        (
            "{{% alert title=\"T\" color=\"danger\" %}}x{{% /alert %}}\ny",
            "1:DANGER<T>[1:p(x)] 2:p(y)",
        ),
        (
            "1. a\n   {{< caution >}}\n   x\n\n   ```sh\n   y\n   ```\n   {{< /caution >}}\n2. b",
            "1:list1{1[1:p(a) 2:CAUTION<>[3:p(x) 5:code[sh](y)]] 9[9:p(b)]}",
        ),
        (
            "1. {{< note >}}x{{< /note >}}\n2. b",
            "1:list1{1[1:NOTE<>[1:p(x)]] 2[2:p(b)]}",
        ),
        (
            "{% hint style=\"warning\" %}\nx\n{% endhint %}\ny",
            "1:WARNING<>[2:p(x)] 4:p(y)",
        ),
        (
            "{% include important.html content=\"Do not\" %}",
            "1:IMPORTANT<>[1:p(Do not)]",
        ),
        (
            "<%= warning_text('Mind the gap') %>",
            "1:WARNING<>[1:p(Mind the gap)]",
        ),
        (
            ":::warning Title\nx\n:::\ny",
            "1:WARNING<Title>[2:p(x)] 4:p(y)",
        ),
        (
            "::: {.callout-tip title=\"A b\"}\nx\n:::",
            "1:TIP<A b>[2:p(x)]",
        ),
        ("^Read it^\nx", "1:NOTE<>[1:p(Read it)] 2:p(x)"),
        (
            "!!! warning \"T\"\n    x\n\n    ```\n    !!! y\n    ```\n\nz",
            "1:WARNING<T>[2:p(x) 4:code[](!!! y)] 8:p(z)",
        ),
        (
            "!!! note\n    a\n    !!! danger\n        b\nc",
            "1:NOTE<>[2:p(a) 3:DANGER<>[4:p(b)]] 5:p(c)",
        ),
        ("??? question \"Why\"\n    x\n", "1:details<Why>[2:p(x)]"),
        (
            "1. a\n\n    !!! tip\n        x\n\n2. b",
            "1:list1{1[1:p(a) 3:TIP<>[4:p(x)]] 6[6:p(b)]}",
        ),
    ]);
}

#[test]
fn a_text_that_a_site_puts_in_is_named_where_it_would_be_missed() {
    check(&[
        (
            "Run {% include ver.html %} now",
            "1:p(Run [include: ver.html] now)",
        ),
        ("{% include nav.html %}\n\nx", "3:p(x)"),
        (
            "{{% include \"setup.md\" %}}\n\nx",
            "1:p([include: setup.md]) 3:p(x)",
        ),
        ("a {% if x %}b{% endif %}", "1:p(a {% if x %}b{% endif %})"),
        ("{% if x %}\nb\n{% endif %}", "2:p(b)"),
        (
            "See {% data variables.team %}",
            "1:p(See {% data variables.team %})",
        ),
        (
            "Log in to <%= @host %> as root",
            "1:p(Log in to <%= @host %> as root)",
        ),
        (
            "- <% if x %>a<% else %>b<% end %>",
            "1:list{1[1:p(<% if x %>a<% else %>b<% end %>)]}",
        ),
        (
            "| a |\n| - |\n| c {{ b | upper }} |",
            "1:table(a / c {{ b | upper }})",
        ),
        (
            "Get <https://{{ site.host }}/x>",
            "1:p(Get <https://{{ site.host }}/x>)",
        ),
        (
            "{% if x %}1. a{% endif %}\n\nb",
            "1:list1{1[1:p(a)]} 3:p(b)",
        ),
    ]);
}

#[test]
fn a_container_without_an_end_swallows_nothing() {
    check(&[
        (
            ":::warning\nx\n\n# Steps",
            "1:p(WARNING) 2:p(x) 4:h1(Steps)#steps",
        ),
        ("{{< notice >}}\nx\n\n# Steps", "2:p(x) 4:h1(Steps)#steps"),
    ]);
}

#[test]
fn tabs_steps_folds_and_diagrams_keep_their_titles() {
    check(&[
        (
            "{{< tabs >}}\n{{< tab \"Linux\" >}}\nx\n{{< /tab >}}\n{{< /tabs >}}",
            "2:p(Linux) 3:p(x)",
        ),
        (
            "{{< tabs items=\"A,B\" >}}{{< tab >}}x{{< /tab >}}{{< tab >}}y{{< /tab >}}{{< /tabs >}}",
            "1:p(A) 1:p(x) 1:p(B) 1:p(y)",
        ),
        ("=== \"Linux\"\n\n    x\n\ny", "1:p(Linux) 3:p(x) 5:p(y)"),
        (
            "## Do\n{{% step title=\"Stop\" %}}\nx\n{{% /step %}}\n{{% step title=\"Go\" %}}y{{% /step %}}",
            "1:h2(Do)#do 2:h3(1. Stop)#1-stop 3:p(x) 5:h3(2. Go)#2-go 5:p(y)",
        ),
        (
            "{{< expand \"More\" >}}\nx\n{{< /expand >}}",
            "1:details<More>[2:p(x)]",
        ),
        (
            "{{< mermaid >}}\ngraph TD\n\n  A-->B{{x}}\n{{< /mermaid >}}\ny",
            "1:code[mermaid](graph TD\n\n  A-->B{{x}}) 6:p(y)",
        ),
        (
            "{% highlight sh %}\nls {{ x }}\n{% endhighlight %}",
            "1:code[sh](ls {{ x }})",
        ),
    ]);
}

#[test]
fn steps_for_one_system_do_not_join_the_steps_behind_them() {
    check(&[
        (
            "{{% tab name=\"A\" %}}\n1. a\n{{% /tab %}}\n{{< /tabs >}}\n\n1. b",
            "1:p(A) 2:list1{2[2:p(a)]} 6:list1{6[6:p(b)]}",
        ),
        (
            "{% if x %}\n1. a\n{% else %}\n1. b\n{% endif %}",
            "2:list1{2[2:p(a)]} 4:list1{4[4:p(b)]}",
        ),
        (
            "a {% if x %}b{% else %}c{% endif %}",
            "1:p(a {% if x %}b{% else %}c{% endif %})",
        ),
        ("{{< link text=\"the page\" url=\"u\" >}}", "1:p(the page)"),
    ]);
}

#[test]
fn tags_without_a_meaning_vanish_and_their_text_stays() {
    check(&[
        (
            "{{ site.url }}\n\n{% if x == \"y z\" %}\nc\n{% endif %}",
            "4:p(c)",
        ),
        ("[x]({{< ref \"a.md\" >}})", "1:p(x)"),
        ("[x]({{ site.url }}/a) b", "1:p(x b)"),
        (
            "{{< glossary_tooltip text=\"the pod\" term_id=\"pod\" >}}",
            "1:p(the pod)",
        ),
        (
            "{{< button href=\"x\" >}}Press{{< /button >}}",
            "1:p(Press)",
        ),
        (
            "{{< figure src=\"a.png\" caption=\"A cat\" >}}",
            "1:p([image: A cat])",
        ),
        ("a {% comment %}b{% endcomment %}c", "1:p(a c)"),
        ("<%= partial 'x' %>\n\na", "3:p(a)"),
    ]);
}

#[test]
fn placeholders_go_templates_and_code_are_content() {
    check(&[
        (
            "Kill {{ $labels.pid }} on {{host}}",
            "1:p(Kill {{ $labels.pid }} on {{host}})",
        ),
        (
            "Log in to {{ host_name }} as root",
            "1:p(Log in to {{ host_name }} as root)",
        ),
        (
            "- {{ host }}\n- Stop {{ a | upper }}{{ a.b }} {{ end }}now",
            "1:list{1[1:p({{ host }})] 2[2:p(Stop {{ a | upper }}{{ a.b }} {{ end }}now)]}",
        ),
        ("{{ toc }}\n\nb", "3:p(b)"),
        ("`{{ x }}` and `{% y %}`", "1:p({{ x }} and {% y %})"),
        (
            "```\n{{< x >}}\n:::note\n!!! note\n```",
            "1:code[]({{< x >}}\n:::note\n!!! note)",
        ),
        ("a\n\n    <%= x %>\n", "1:p(a) 3:code[](<%= x %>)"),
        ("{% raw %}{{ x }}{% endraw %}", "1:p({{ x }})"),
        ("{{</* x */>}}", "1:p({{< x >}})"),
        ("{{ open\n\nb }}", "1:p({{ open) 3:p(b }})"),
    ]);
}
