package main

import "raftviz/engine/lang"

var texts = lang.Messages{lang.Chinese: chinese}

var chinese = map[string]string{
	// The command line.
	"unknown command %q; %s":                                 "没有命令 %q；%s",
	"raftviz --help lists what there is":                     "raftviz --help 会列出所有命令",
	"%w; did you mean --%s?":                                 "%w；是不是 --%s？",
	"is not a whole number":                                  "不是整数",
	"is not a whole number from 0 on":                        "不是从 0 开始的整数",
	"is too large a number":                                  "是太大的数",
	"--%s: %q %s":                                            "--%s：%q %s",
	"--%s: %s":                                               "--%s：%s",
	"%w; %s --help shows what there is":                      "%w；%s --help 会列出可用的",
	"%s needs %s: %s":                                        "%s 需要 %s：%s",
	"%s takes one %s, not %d: %s":                            "%s 只要一个 %s，这里有 %d 个：%s",
	"%s takes no argument; here is %q":                       "%s 不要参数，这里有 %q",
	"the scripts and lessons to check, or folders with them": "要检查的脚本和课程，或它们所在的文件夹",
	"a recording":                                            "录像",
	"a script: its path, or the name of a shipped one":       "脚本的路径，或自带脚本的名字",
	"a recording, or a script: its path, or the name of a shipped one":     "录像，或脚本的路径，或自带脚本的名字",
	"--seed is for scripts; a recording has the seed that it was run with": "--seed 用于脚本；录像的种子在录制时已经定下",
	"the recordings to re-run":      "要重新运行的录像",
	"--lang is en or zh, not %q":    "--lang 是 en 或 zh，不是 %q",
	"--theme is one of %s, not %q":  "--theme 可以是 %s，不是 %q",
	"--preset is one of %s, not %q": "--preset 可以是 %s，不是 %q",
	"--settings: %w":                "--settings：%w",
	"%s needs a terminal to draw on; raftviz run plays a script without one":  "%s 需要终端；没有终端可以用 raftviz run 运行脚本",
	"%q is not a duration of whole milliseconds such as 10ms or 2s":           "%q 不是以整毫秒计的时长，如 10ms 或 2s",
	"%q is neither a mode (%s, %s) nor the time an fsync takes, such as 10ms": "%q 既不是模式（%s、%s），也不是一次 fsync 的时长（如 10ms）",

	// Scripts, lessons and recordings.
	"%s: no such file, nor a script or lesson that is shipped": "%s：没有这个文件，也没有这个名字的自带脚本或课程",
	"%s; did you mean %q?":            "%s；是不是 %q？",
	"%s; raftviz lessons lists those": "%s；raftviz lessons 会列出它们",
	"%s is a recording; raftviz play shows it, raftviz verify runs it again": "%s 是录像；raftviz play 播放它，raftviz verify 重新运行它",
	"%w; if it is a script, play it with: raftviz run %s":                    "%w；如果它是脚本，请用 raftviz run %s 运行",
	"%s is a file; a lesson is a folder with %s, en.md and zh.md":            "%s 是文件；课程是一个文件夹，里面有 %s、en.md 和 zh.md",
	"there is no script or lesson here: no file ends in .yaml or .yml":       "这里没有脚本或课程：没有以 .yaml 或 .yml 结尾的文件",
	"interrupted":                     "已中断",
	"%s: interrupted":                 "%s：已中断",
	"interrupted at step %d, %d ms%s": "在第 %d 步、%d ms 处中断%s",
	"; the recording is kept: %s":     "；录像已保存：%s",
	"--record keeps the run of a script; for a lesson use raftviz learn, and :save":         "--record 保存脚本的运行；课程请用 raftviz learn 和 :save",
	"--seed is for scripts; a lesson's answers were written for its own seed":               "--seed 用于脚本；课程的答案是按它自己的种子写的",
	"--record: %s is there and is no recording; give another name":                          "--record：%s 已存在且不是录像；请换个名字",
	"--record: %s is there already; give another name":                                      "--record：%s 已存在；请换个名字",
	"the file is there already, and is not written over; move it away or give another name": "文件已存在，不会覆盖它；请移走它或换个名字",
	"there is no such folder; make it first":                                                "没有这个文件夹；请先创建它",
	"the script saves that file before; give another name":                                  "脚本在前面已经保存过这个文件；请换个名字",
	"snapshot save %s: %w": "snapshot save %s：%w",

	// Data files.
	"%s needs FILE: an etcd data file (member/snap/db), its folder, or a snapshot":                     "%s 需要 FILE：etcd 的数据文件（member/snap/db）、它的文件夹，或一个快照",
	"%s takes one FILE and at most one KEY, not %d arguments; --prefix takes a beginning of many keys": "%s 只要一个 FILE，至多一个 KEY，这里有 %d 个参数；--prefix 可以给出多个键的前缀",
	"--rev %d: there is no such revision; the first is 1":                                              "--rev %d：没有这个修订版本；第一个是 1",
	"--rev %d: %w; the newest is %d":                                                                   "--rev %d：%w；最新的是 %d",
	"--rev %d: %w; the oldest that can be read is %d":                                                  "--rev %d：%w；可读的最旧的是 %d",
	"--limit %d: must not be negative; 0 shows all":                                                    "--limit %d：不能是负数；0 表示全部",
	"KEY and --prefix exclude each other; leave one out":                                               "KEY 和 --prefix 不能同时给出；请去掉一个",
	"--screen and --%s exclude each other: the screen shows all of the file":                           "--screen 和 --%s 不能同时给出：屏幕上会显示整个文件",
	"--screen needs a terminal to draw on; without it the file is printed":                             "--screen 需要终端；不加它就打印文件内容",
	"%s holds nothing of the key %q":                                                                   "%s 里没有键 %q",
}
